/* The page of a nurse. All that it remembers stays in this browser: which topics were opened or marked, and the
   choices made last. Without this script every button is a plain form, and everything still works. */
(() => {
  "use strict";
  const root = document.documentElement;
  const RECENT = 8;
  const TRIES = 3;
  const PAUSE = 250; // milliseconds without another choice before a handout is made for it

  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  const memory = {
    get(name, otherwise) {
      try {
        return JSON.parse(localStorage.getItem(`handouts.${name}`)) ?? otherwise;
      } catch (refused) {
        return otherwise; // Storage is switched off, or something else wrote there: the page forgets, and works.
      }
    },
    set(name, value) {
      try {
        localStorage.setItem(`handouts.${name}`, JSON.stringify(value));
      } catch (refused) {
        // As above; a full storage refuses too.
      }
    },
    list(name) {
      const kept = this.get(name, []);
      const whole = (each) => each && typeof each.name === "string" && typeof each.title === "string";
      return Array.isArray(kept) ? kept.filter(whole) : [];
    },
  };

  /* Tell those who do not see the page what changed on it. */
  const tell = (words) => {
    find("#told").textContent = words;
  };

  const show = (element, shown = true) => {
    if (element) element.hidden = !shown;
  };

  const make = (tag, about = {}, ...inner) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(about)) element.setAttribute(name, value);
    element.append(...inner);
    return element;
  };

  /* ---- The packet and the favorites ---- */

  const has = (list, name) => memory.list(list).some((each) => each.name === name);
  const toggle = (list, topic) => {
    const kept = memory.list(list);
    const without = kept.filter((each) => each.name !== topic.name);
    memory.set(list, without.length < kept.length ? without : [...kept, topic]);
    return without.length === kept.length;
  };

  const packetAddress = () => {
    const query = new URLSearchParams(memory.list("packet").map((each) => ["topic", each.name]));
    for (const [name, value] of Object.entries(choicesFor())) query.append(name, value);
    return `/packet?${query}`;
  };

  const countPacket = () => {
    const number = memory.list("packet").length;
    const count = find("#packet-count");
    count.textContent = number;
    count.setAttribute("aria-label", `${number} topic${number === 1 ? "" : "s"}`);
    count.setAttribute("role", "img");
    show(count, number > 0);
    find("#to-packet").href = number ? packetAddress() : "/packet";
  };

  const pressed = (button, on, words) => {
    if (!button) return;
    button.setAttribute("aria-pressed", String(on));
    if (words) find("span", button).textContent = on ? words[1] : words[0];
  };

  const ADD = ["Add to packet", "In the packet"];

  /* ---- The choices made last: they are the same for every topic ---- */

  const choicesFor = () => {
    const kept = memory.get("choices", {});
    const plain = kept && typeof kept === "object" && !Array.isArray(kept) ? Object.entries(kept) : [];
    return Object.fromEntries(plain.filter((each) => each.every((one) => typeof one === "string")));
  };

  const chosen = (form) => [...new FormData(form)].filter(([, value]) => value !== "");

  /* ---- Home ---- */

  const listKept = () => {
    const section = find("#kept");
    if (!section) return;
    const loved = memory.list("favorites").map((each) => ({ ...each, loved: true }));
    const known = new Set(loved.map((each) => each.name));
    const recent = memory.list("recent").filter((each) => !known.has(each.name));
    const list = find("#kept-list");
    list.replaceChildren(
      ...[...loved, ...recent].map((each) => {
        const link = make("a", { href: `/topic/${encodeURIComponent(each.name)}` }, make("bdi", {}, each.title));
        if (each.loved) {
          const star = find("#star-drawing")?.content.cloneNode(true);
          link.className = "loved";
          link.prepend(star || "★ ", make("span", { class: "unseen" }, "Favorite: "));
        }
        return make("li", {}, link);
      }),
    );
    show(section, list.childElementCount > 0);
  };

  const dressResults = () => {
    for (const item of all("li.topic")) {
      const topic = { name: item.dataset.name, title: find("h3", item).textContent.trim() };
      const box = find("input[name=topic]", item);
      const star = find(".star", item);
      if (!box || !star) continue;
      box.checked = has("packet", topic.name);
      box.addEventListener("change", () => {
        if (box.checked !== has("packet", topic.name)) toggle("packet", topic);
        countPacket();
        tell(`${topic.title}: ${box.checked ? "in the packet" : "taken out of the packet"}.`);
      });
      pressed(star, has("favorites", topic.name));
      show(star);
      star.addEventListener("click", () => {
        pressed(star, toggle("favorites", topic));
        listKept();
      });
    }
  };

  const search = () => {
    const box = find("#q");
    if (!box) return;
    let asked = null;
    const look = async () => {
      asked?.abort();
      asked = new AbortController();
      const query = box.value.trim();
      try {
        const answer = await fetch(`/find?${new URLSearchParams({ q: query })}`, { signal: asked.signal });
        if (!answer.ok) return;
        find("#results").innerHTML = await answer.text();
      } catch (stopped) {
        return; // Another letter was typed meanwhile, or the server is gone.
      }
      dressResults();
      tell(find("#results-name").textContent);
      history.replaceState(null, "", query ? `/?${new URLSearchParams({ q: query })}` : "/");
    };
    box.addEventListener("input", look);
    find("#search").addEventListener("submit", (event) => {
      // The best answer is what Enter is for.
      event.preventDefault();
      const first = find("li.topic h3 a");
      if (box.value.trim() && first) first.click();
      else look();
    });
    if (find("#still")) setTimeout(look, 1500);
  };

  /* ---- Making something, and following it ---- */

  let following = new Map();

  const stop = async (kind) => {
    const one = following.get(kind);
    if (!one) return;
    following.delete(kind);
    one.source?.close();
    if (one.job) await fetch(`${one.job}/cancel`, { method: "POST", headers: { Accept: "application/json" } }).catch(() => {});
  };

  const words = (told) => {
    if (told.state === "waiting") return told.ahead ? `Waiting: ${told.ahead} before it` : "Waiting for its turn";
    return told.part ? `${told.step || "At work"}: ${Math.round(100 * told.part)} %` : `${told.step || "At work"}…`;
  };

  const failure = (place, fault) => {
    const text = [fault?.what || "This could not be made.", fault?.todo || "Try again."];
    place.replaceChildren(
      make("div", { class: "warning bad", role: "alert" }, ...text.map((line) => make("p", {}, line))),
    );
    show(place);
  };

  /* Have an output of these choices made; `then` is called when it is there. */
  const begin = async (kind, query, then) => {
    await stop(kind);
    const one = {};
    following.set(kind, one);
    const place = find(`#progress-${kind}`);
    const cancel = make("button", { type: "button" }, "Cancel");
    const line = make("p", { class: "told" }, "Asking for it…");
    const bar = make("progress", { "aria-label": "Progress", max: "1" });
    cancel.addEventListener("click", async () => {
      await stop(kind);
      place.replaceChildren(make("p", { class: "told" }, "Cancelled."));
      const again = find(`form.make[data-kind="${kind}"]`);
      if (again) show(again);
      else offer(place, () => begin(kind, query, then));
      tell("Cancelled.");
    });
    place.replaceChildren(line, make("div", { class: "row" }, bar, cancel));
    // What is there at once needs no bar: it would only flash.
    const patience = setTimeout(() => show(place), 350);
    let answer;
    try {
      answer = await fetch(`${find(".state").dataset.base}/make`, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams([...query, ["kind", kind]]),
      });
    } catch (gone) {
      clearTimeout(patience);
      return failure(place, { what: "The server does not answer.", todo: "Ask whoever started it." });
    }
    if (!answer.ok) {
      clearTimeout(patience);
      const said = new DOMParser().parseFromString(await answer.text(), "text/html");
      return failure(place, { what: (find(".warning", said) || said.body).textContent.trim(), todo: " " });
    }
    one.job = (await answer.json()).job;
    if (following.get(kind) !== one) {
      // Something else was chosen meanwhile.
      fetch(`${one.job}/cancel`, { method: "POST", headers: { Accept: "application/json" } }).catch(() => {});
      return clearTimeout(patience);
    }
    let said = "";
    one.source = new EventSource(one.job);
    const ended = () => {
      clearTimeout(patience);
      one.source.close();
      if (following.get(kind) === one) following.delete(kind);
    };
    one.source.onmessage = (event) => {
      const told = JSON.parse(event.data);
      line.textContent = words(told);
      if (told.part) bar.value = told.part;
      if (told.step !== said) tell((said = told.step));
      if (told.state === "done") {
        ended();
        then();
      } else if (told.state === "failed") {
        ended();
        failure(place, told.fault);
      } else if (told.state === "cancelled") {
        ended();
      }
    };
    one.source.onerror = () => {
      // It ended while the connection was lost: the page tells what is there.
      ended();
      then();
    };
  };

  const offer = (place, again) => {
    const button = make("button", { type: "button", class: "primary" }, "Make it");
    button.addEventListener("click", again);
    place.append(make("div", { class: "row" }, button));
    show(place);
  };

  /* ---- One topic, or a packet ---- */

  const queryNow = () => [...new URLSearchParams(find(".state").dataset.query)];

  let asking = null;
  let tried = {};

  const refresh = async (query, done = () => {}) => {
    asking?.abort();
    asking = new AbortController();
    const base = find(".state").dataset.base;
    try {
      const answer = await fetch(`${base}/preview?${new URLSearchParams(query)}`, { signal: asking.signal });
      const text = await answer.text();
      if (answer.ok) {
        find("#preview").innerHTML = text;
      } else {
        const said = new DOMParser().parseFromString(text, "text/html");
        failure(find("#progress-pdf") || find("#preview"), {
          what: (find(".warning", said) || said.body).textContent.trim(),
          todo: " ",
        });
        return;
      }
    } catch (stopped) {
      return; // Another choice was made meanwhile, or the server is gone.
    }
    dressPreview();
    done();
  };

  const dressPreview = () => {
    const state = find(".state");
    if (!state) return;
    for (const element of all(".scripted", state)) show(element);
    const head = find(".head[data-topic]");
    if (head) dressTopic({ name: head.dataset.topic, title: head.dataset.title });
    const print = find("#print");
    print?.addEventListener("click", (event) => {
      if (printIt(print.href)) event.preventDefault();
    });
    for (const form of all("form.make[data-kind]", state)) {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const kind = form.dataset.kind;
        const query = [...new FormData(form)].filter(([name]) => name !== "kind");
        show(form, false);
        begin(kind, query, () => refresh(query, () => made(kind, form.dataset.then)));
      });
    }
    dressSound();
    if (state.dataset.lacks) {
      const query = queryNow();
      const key = JSON.stringify([state.dataset.base, query]);
      // A few times: what was made and is not found would else be made for ever.
      tried = { key, times: tried.key === key ? tried.times + 1 : 1 };
      if (tried.times > TRIES) return failure(find("#progress-pdf"), { what: "The handout is not there.", todo: "Load this page again." });
      begin("pdf", query, () => refresh(query, () => tell("The handout is ready.")));
    } else {
      tried = {};
    }
  };

  const made = (kind, then) => {
    tell(kind === "mp3" ? "The sound is ready." : "It is ready.");
    const sound = find("#sound");
    if (then === "play" && sound) {
      sound.focus();
      sound.play().catch(() => {}); // A browser may want another press of its own.
    }
    const others = find(".other details");
    if (others && kind !== "mp3" && kind !== "pdf") others.open = true;
  };

  const dressTopic = (topic) => {
    const add = find("#add");
    pressed(add, has("packet", topic.name), ADD);
    add?.addEventListener("click", () => {
      pressed(add, toggle("packet", topic), ADD);
      countPacket();
    });
    const star = find("#favorite");
    pressed(star, has("favorites", topic.name));
    star?.addEventListener("click", () => pressed(star, toggle("favorites", topic)));
  };

  const dressSound = () => {
    const sound = find("#sound");
    if (!sound) return;
    const buttons = all(".chapters button");
    for (const button of buttons) {
      button.addEventListener("click", () => {
        sound.currentTime = Number(button.dataset.start);
        sound.play().catch(() => {});
      });
    }
    sound.addEventListener("timeupdate", () => {
      const now = buttons.filter((button) => Number(button.dataset.start) <= sound.currentTime + 0.05).pop();
      for (const button of buttons) {
        if (button === now && !sound.paused) button.setAttribute("aria-current", "true");
        else button.removeAttribute("aria-current");
      }
    });
  };

  /* Print the PDF itself, from a frame that nobody sees; false if this browser cannot, and the link has to do. */
  const printIt = (address) => {
    if (!("pdfViewerEnabled" in navigator) || !navigator.pdfViewerEnabled) return false;
    find("#printer")?.remove();
    const frame = make("iframe", { id: "printer", class: "unseen", title: "The handout that is printed", src: address, tabindex: "-1", "aria-hidden": "true" });
    frame.addEventListener("load", () => {
      try {
        frame.contentWindow.print();
      } catch (refused) {
        window.open(address, "_blank", "noopener");
      }
    });
    document.body.append(frame);
    tell("Sent to print.");
    return true;
  };

  const dressForm = () => {
    const form = find("#choices");
    if (!form) return;
    for (const element of all(".scripted", form)) show(element);
    let waiting = 0;
    const sample = find("#sample");
    const size = find("input[name=font_size]", form);
    const showSample = () => {
      if (!sample || !size) return;
      const points = Number(size.value || size.placeholder);
      const words = find("span", sample);
      words.textContent = `This is ${points} point`;
      words.style.fontSize = `${points}pt`;
    };
    const choose = () => {
      showSample();
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        if (!form.checkValidity()) return form.reportValidity();
        const query = chosen(form);
        memory.set("choices", Object.fromEntries(query.filter(([name]) => name !== "topic")));
        countPacket();
        history.replaceState(null, "", `${location.pathname}?${new URLSearchParams(query)}`);
        stop("pdf");
        refresh(query, () => {
          if (size) size.placeholder = size.value ? size.placeholder : find(".state").dataset.size;
          showSample();
        });
      }, PAUSE);
    };
    form.addEventListener("input", choose);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      choose();
    });
    for (const [selector, step] of [[".less", -2], [".more", 2]]) {
      const button = find(`.stepper ${selector}`, form);
      button?.addEventListener("click", () => {
        const now = Number(size.value || size.placeholder) + step;
        size.value = Math.min(Number(size.max), Math.max(Number(size.min), now));
        choose();
      });
    }
    showSample();
  };

  /* Choices made last for another topic hold for this one, too, unless its address says otherwise. */
  const recall = () => {
    const form = find("#choices");
    if (!form || location.search.length > 1) return false;
    const kept = choicesFor();
    let changed = false;
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements.namedItem(name);
      const fits = field instanceof RadioNodeList
        ? [...field].some((each) => each.value === value)
        : field instanceof HTMLSelectElement
          ? [...field.options].some((each) => each.value === value)
          : field instanceof HTMLInputElement && Number(value) >= Number(field.min) && Number(value) <= Number(field.max);
      if (!fits || field.value === value) continue;
      field.value = value;
      changed = true;
    }
    if (changed) {
      const query = chosen(form);
      history.replaceState(null, "", `${location.pathname}?${new URLSearchParams(query)}`);
      refresh(query);
    }
    return changed;
  };

  const dressPacket = () => {
    const list = find("#contents");
    const order = () => all("li", list).map((item) => ({ name: item.dataset.name, title: item.dataset.title }));
    const go = (topics) => {
      memory.set("packet", topics);
      location.assign(topics.length ? packetAddress() : "/packet");
    };
    if (location.pathname !== "/packet") return;
    if (!list) {
      if (memory.list("packet").length && !location.search) location.replace(packetAddress());
      return;
    }
    memory.set("packet", order());
    for (const element of all(".contents .scripted")) show(element);
    find("#empty")?.addEventListener("click", () => go([]));
    all("li", list).forEach((item, place) => {
      const moved = (to) => {
        const topics = order();
        const [one] = topics.splice(place, 1);
        if (to !== null) topics.splice(to, 0, one);
        go(topics);
      };
      find(".up", item).addEventListener("click", () => moved(place - 1));
      find(".down", item).addEventListener("click", () => moved(place + 1));
      find(".out", item).addEventListener("click", () => moved(null));
    });
  };

  const noteRecent = () => {
    const head = find(".head[data-topic]");
    if (!head || !find(".state")) return;
    const topic = { name: head.dataset.topic, title: head.dataset.title };
    const others = memory.list("recent").filter((each) => each.name !== topic.name);
    memory.set("recent", [topic, ...others].slice(0, RECENT));
  };

  const dressTheme = () => {
    const select = find("#theme");
    let now = "";
    try {
      now = localStorage.getItem("handouts.theme") || "";
    } catch (refused) {
      // Storage is switched off.
    }
    select.value = ["light", "dark", "contrast"].includes(now) ? now : "";
    show(select.closest("label"));
    select.addEventListener("change", () => {
      if (select.value) root.dataset.theme = select.value;
      else delete root.dataset.theme;
      try {
        localStorage.setItem("handouts.theme", select.value);
      } catch (refused) {
        // It holds for this page.
      }
    });
    const forget = find("#forget");
    show(forget);
    forget.addEventListener("click", () => {
      try {
        for (const name of Object.keys(localStorage)) if (name.startsWith("handouts.")) localStorage.removeItem(name);
      } catch (refused) {
        // There is nothing to forget.
      }
      listKept();
      dressResults();
      countPacket();
      tell("Forgotten.");
    });
  };

  addEventListener("pageshow", (event) => {
    // Back from a topic the lists are others.
    if (event.persisted) {
      listKept();
      countPacket();
      dressResults();
    }
  });
  dressTheme();
  countPacket();
  listKept();
  dressResults();
  search();
  noteRecent();
  dressPacket();
  dressForm();
  if (!recall()) dressPreview();
})();
