/* The page speaks: it plays the sound that it holds, and marks each sentence while it is heard.
   Without this script the text is whole, and the browser's own player plays the sound. */
(() => {
  "use strict";
  const root = document.documentElement;
  const SIZES = [0.6, 0.7, 0.8, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2];
  const SKIP = 10; // seconds
  const HOLD = 10000; // milliseconds for which the page stays where a reader has scrolled it
  const SMOOTH = 900; // milliseconds that a browser takes at most to scroll smoothly

  /* What a reader chose stays for the next page, where the browser keeps such things. */
  const memory = {
    get(name) {
      try {
        return localStorage.getItem(`handouts.${name}`);
      } catch (refused) {
        return null; // Storage is switched off: the page forgets, and works.
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(`handouts.${name}`, value);
      } catch (refused) {
        // As above; a full storage refuses too.
      }
    },
  };

  const look = {
    theme(name) {
      if (["light", "dark", "contrast"].includes(name)) root.dataset.theme = name;
      else delete root.dataset.theme;
    },
    size(factor) {
      root.style.setProperty("--zoom", factor);
    },
  };

  const keptSize = () => (SIZES.includes(Number(memory.get("size"))) ? Number(memory.get("size")) : 1);

  // At once, before the text shows: no flash of other colors.
  look.theme(memory.get("theme"));
  look.size(keptSize());

  const find = (id) => document.getElementById(id);

  const clock = (seconds) => {
    const whole = Math.floor(seconds);
    const two = (number) => String(number).padStart(2, "0");
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, two(whole % 60)];
    return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
  };

  /* The index of the last of the sorted `starts` that is not after `now`. */
  const indexAt = (starts, now) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= now) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  const settings = () => {
    const [theme, size] = [find("theme"), find("size")];
    let factor = keptSize();
    const resize = (steps) => {
      const place = Math.min(Math.max(SIZES.indexOf(factor) + steps, 0), SIZES.length - 1);
      factor = SIZES[place];
      look.size(factor);
      size.value = `${Math.round(factor * 100)} %`;
      if (steps) memory.set("size", factor);
    };
    resize(0);
    find("smaller").addEventListener("click", () => resize(-1));
    find("larger").addEventListener("click", () => resize(1));
    theme.value = root.dataset.theme || "";
    theme.addEventListener("change", () => {
      look.theme(theme.value);
      memory.set("theme", theme.value);
    });
  };

  /* Narrow pages show each row of a table as a block; the roles keep it a table for screen readers all the same. */
  const keepTables = () => {
    const roles = {
      table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell",
      "thead th": "columnheader", "tbody th": "rowheader",
    };
    for (const [selector, role] of Object.entries(roles))
      for (const element of document.querySelectorAll(`main ${selector}`)) element.setAttribute("role", role);
  };

  const speak = () => {
    const [player, panel, open, play] = ["player", "panel", "open", "play"].map(find);
    const audio = document.querySelector("audio");
    const times = JSON.parse(find("times").textContent);
    const starts = times.sentences.slice(0, -1);
    const total = times.sentences[starts.length] / 1000;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    let marked = -1; // the index of the sentence that is marked
    let part = -1;
    let heldUntil = 0;
    let scrollingUntil = 0;

    const sentence = (index) => find(`s${index + 1}`);
    const milliseconds = () => audio.currentTime * 1000 + 5; // players land a little before the time that they are given
    const tell = (words) => {
      find("told").textContent = words;
    };

    const hold = () => {
      heldUntil = performance.now() + HOLD;
    };

    /* Keep the words that are being spoken on the screen; in a sentence taller than the screen, guess how far they are. */
    const follow = () => {
      const now = performance.now();
      if (marked < 0 || now < heldUntil || now < scrollingUntil) return;
      const box = sentence(marked).getBoundingClientRect();
      const room = innerHeight - player.offsetHeight;
      const share = (milliseconds() - starts[marked]) / (times.sentences[marked + 1] - starts[marked]);
      const spot = box.height < room * 0.7 ? box.top + box.height / 2 : box.top + box.height * Math.min(share, 1);
      if (spot > room * 0.12 && spot < room * 0.8) return;
      scrollingUntil = now + SMOOTH;
      scrollBy({ top: spot - room * 0.4, behavior: calm.matches ? "auto" : "smooth" });
    };

    const mark = (index) => {
      if (index === marked) return;
      if (marked >= 0) sentence(marked).classList.remove("now");
      marked = index;
      if (marked >= 0) sentence(marked).classList.add("now");
      follow();
    };

    const show = () => {
      const text = clock(Math.min(audio.currentTime, total));
      if (find("clock").textContent !== text) find("clock").textContent = text;
      const here = indexAt(times.parts, milliseconds());
      if (here !== part) {
        part = here;
        for (const button of panel.querySelectorAll("[data-part]"))
          if (Number(button.dataset.part) === part) button.setAttribute("aria-current", "true");
          else button.removeAttribute("aria-current");
      }
      if (!audio.paused || marked >= 0) mark(indexAt(starts, milliseconds()));
    };

    const everyFrame = () => {
      show();
      if (!audio.paused) requestAnimationFrame(everyFrame);
    };

    const begin = () => {
      tell("");
      heldUntil = 0;
      audio.play().catch((error) => {
        // "AbortError" is a start that a pause or a jump cut short, as its reader wished.
        if (error.name === "NotAllowedError") tell("The browser did not let the sound start. Press Play once more.");
      });
    };

    const jump = (seconds) => {
      heldUntil = scrollingUntil = 0;
      audio.currentTime = Math.min(Math.max(seconds, 0), total - 0.05);
      show();
    };

    const playFrom = (time) => {
      jump(time / 1000);
      begin();
    };

    const step = (by) => {
      const from = marked < 0 ? indexAt(starts, milliseconds()) - (by > 0) : marked;
      const to = Math.min(Math.max(from + by, 0), starts.length - 1);
      jump(starts[to] / 1000);
      mark(to);
      follow();
      // While the sound is on, it says the sentence; else a screen reader may.
      tell(audio.paused ? sentence(to).textContent || sentence(to).querySelector("img").alt : "");
    };

    const unfold = (unfolded) => {
      panel.hidden = !unfolded;
      open.setAttribute("aria-expanded", String(unfolded));
      player.classList.toggle("unfolded", unfolded);
    };

    const showState = () => {
      const name = audio.paused ? "Play" : "Pause";
      play.querySelector("span").textContent = name;
      play.querySelector("use").setAttribute("href", `#draw-${name.toLowerCase()}`);
      if (!audio.paused) requestAnimationFrame(everyFrame);
    };

    const takeSpeed = (value) => {
      audio.defaultPlaybackRate = audio.playbackRate = Number(value);
      audio.preservesPitch = true;
    };

    /* Some browsers refuse an address of many megabytes, and take the same bytes as a file in memory. */
    const takeFile = () => {
      const address = audio.getAttribute("src");
      if (!address.startsWith("data:")) {
        tell("This browser cannot play the sound. The text is complete.");
        return;
      }
      const [code, pieces, length] = [address.slice(address.indexOf(",") + 1), [], 1 << 18];
      for (let place = 0; place < code.length; place += length)
        pieces.push(Uint8Array.from(atob(code.slice(place, place + length)), (letter) => letter.charCodeAt(0)));
      audio.src = URL.createObjectURL(new Blob(pieces, { type: "audio/mpeg" }));
    };

    const listenButtons = () => {
      for (const head of document.querySelectorAll("[id^=part-] > h1, section[id^=part-] > h2:first-child")) {
        const button = document.createElement("button");
        const number = Number(head.parentNode.id.slice("part-".length));
        button.type = "button";
        button.className = "listen";
        button.innerHTML = '<svg aria-hidden="true" focusable="false"><use href="#draw-play"/></svg><span>Listen</span>';
        button.setAttribute("aria-label", `Listen: ${head.textContent}`);
        button.addEventListener("click", () => playFrom(times.parts[number]));
        head.after(button);
      }
    };

    const keys = (event) => {
      if (event.key === "Escape" && !panel.hidden) {
        unfold(false);
        open.focus();
        return;
      }
      // In the choice of speed, the arrows choose.
      if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input")) return;
      const acts = {
        ArrowLeft: () => jump(audio.currentTime - SKIP),
        ArrowRight: () => jump(audio.currentTime + SKIP),
        ArrowUp: () => step(-1),
        ArrowDown: () => step(1),
      };
      if (!acts[event.key]) return;
      event.preventDefault();
      acts[event.key]();
    };

    /* The sentence around a place in the text; of a picture's several sentences, the first, which is outermost. */
    const sentenceOf = (node) => {
      const element = node && (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
      let found = element && element.closest("main .sentence");
      while (found && found.parentElement.closest(".sentence")) found = found.parentElement.closest(".sentence");
      return found;
    };
    const playSentence = (element) => playFrom(starts[Number(element.id.slice(1)) - 1]);
    const acting = (event) => event.target.closest("a, button, input, select, label");

    play.addEventListener("click", () => (audio.paused ? begin() : audio.pause()));
    find("back").addEventListener("click", () => jump(audio.currentTime - SKIP));
    find("forward").addEventListener("click", () => jump(audio.currentTime + SKIP));
    find("previous").addEventListener("click", () => step(-1));
    find("next").addEventListener("click", () => step(1));
    open.addEventListener("click", () => unfold(panel.hidden));
    player.addEventListener("keydown", keys);
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("[data-part]");
      if (!button) return;
      unfold(false);
      play.focus();
      playFrom(times.parts[Number(button.dataset.part)]);
    });
    for (const choice of document.querySelectorAll("[name=speed]"))
      choice.addEventListener("change", () => {
        takeSpeed(choice.value);
        memory.set("speed", choice.value);
      });

    document.querySelector("main").addEventListener("click", (event) => {
      const pressed = sentenceOf(event.target);
      if (pressed && !acting(event) && getSelection().isCollapsed) playSentence(pressed);
    });
    document.addEventListener("keydown", (event) => {
      if (acting(event) || player.contains(event.target)) return;
      // Where the cursor stands in the text (caret browsing), Enter is what a click is.
      const under = event.key === "Enter" && sentenceOf(getSelection().anchorNode);
      if (under) playSentence(under);
      if (["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown", " "].includes(event.key)) hold();
    });
    for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, hold, { passive: true });
    document.addEventListener("scroll", () => performance.now() > scrollingUntil && hold(), { passive: true });

    for (const kind of ["play", "pause", "ended"]) audio.addEventListener(kind, showState);
    for (const kind of ["seeked", "timeupdate"]) audio.addEventListener(kind, show);
    audio.addEventListener("timeupdate", () => audio.paused || follow());
    audio.addEventListener("ended", () => mark(-1));
    audio.addEventListener("error", takeFile);

    const speed = document.querySelector(`[name=speed][value="${Number(memory.get("speed")) || 1}"]`);
    if (speed) {
      speed.checked = true;
      takeSpeed(speed.value);
    }
    if ("mediaSession" in navigator) {
      navigator.mediaSession.metadata = new MediaMetadata({ title: document.title });
      navigator.mediaSession.setActionHandler("seekbackward", () => jump(audio.currentTime - SKIP));
      navigator.mediaSession.setActionHandler("seekforward", () => jump(audio.currentTime + SKIP));
    }
    audio.controls = false;
    listenButtons();
    // What has the focus must not hide behind the player.
    const bar = player.querySelector(".bar");
    new ResizeObserver(() => root.style.setProperty("--player", `${bar.offsetHeight}px`)).observe(bar);
    if (audio.error) takeFile();
  };

  document.addEventListener("DOMContentLoaded", () => {
    settings();
    keepTables();
    speak();
    for (const element of document.querySelectorAll(".talking")) element.hidden = false;
    for (const element of document.querySelectorAll(".silent, #sound")) element.hidden = true;
    root.classList.add("talks");
  });
})();
