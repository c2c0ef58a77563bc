"""From a tree of HTML to the blocks of a draft: what the readers of Word files and of other Markdown share."""
