"""The page for a ward: a nurse finds a topic, sees it before it is printed, prints it, or lets it be heard.

`app` puts it together, `guards` and `connections` let in only what belongs here, `library` knows the topics and
`searching` finds them, `forms` draws the choices from the options, `finding` knows what is there, `making` has the rest
made in processes of their own (`worker`, `tasks`); `topics`, `editing`, `jobs` and `files` answer requests, with what
`site` gives them. Nothing about a patient is asked, and nothing written down.
"""
