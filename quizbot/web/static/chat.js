"use strict";
(() => {
  const log = document.getElementById("log"), end = document.getElementById("cuoi");
  const say = document.getElementById("say"), tap = document.getElementById("tap");
  const text = document.getElementById("text"), toast = document.getElementById("toast");
  const clock = document.getElementById("clock"), alarm = document.getElementById("alarm");
  const net = document.getElementById("net"), netText = net.textContent;
  const keys = document.getElementById("keys");
  let last = Number(log.dataset.last);
  // how far the server's clock is ahead of ours
  const ahead = Date.parse(log.dataset.now) - Date.now();
  let busy = false, source = null, toastTimer = 0, told = 0;

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), b => b.toString(16).padStart(2, "0")).join("");
  // names this page to the server, so that the stream does not repeat what the answers to its acts bring
  const page = newKey();
  const pause = ms => new Promise(done => setTimeout(done, ms));
  const messages = () => log.querySelectorAll(".msg");
  const newest = () => { const all = log.querySelectorAll(".msg:not(.me):not(.draft)"); return all[all.length - 1]; };
  const nearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 160;

  function showToast(note) {
    clearTimeout(toastTimer);
    toast.textContent = note;
    if (note) toastTimer = setTimeout(() => { toast.textContent = ""; }, 5000);
  }

  function build(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    return holder.content.querySelector(".msg");
  }

  // a question taller than the screen begins at its top, everything else shows its end
  function reveal(message) {
    if (!message) return;
    if (message.offsetHeight > log.clientHeight - 24) message.scrollIntoView({ block: "start" });
    else log.scrollTop = log.scrollHeight;
  }

  function place(entry) {
    const old = document.getElementById("m" + entry.seq);
    if (old && Number(old.dataset.drawn) >= entry.drawn) return null;
    const made = build(entry.html);
    if (old) old.replaceWith(made);
    else { made.classList.add("new"); log.insertBefore(made, log.querySelector(".draft") || end); }
    last = Math.max(last, entry.drawn);
    return made;
  }

  function show(entries, follow) {
    const stay = nearEnd() || follow;
    let changed = null;
    for (const entry of entries) changed = place(entry) || changed;
    while (messages().length > 200) messages()[0].remove();
    if (changed) { tick(); typing(); if (stay) reveal(newest()); }
    return changed;
  }

  function draft(html, mine) {
    const made = document.createElement("div");
    made.className = mine ? "msg me draft" : "msg draft";
    made.setAttribute("aria-hidden", "true");
    const bubble = document.createElement("div");
    bubble.className = "bubble";
    if (mine) bubble.textContent = html;
    else bubble.innerHTML = '<span class="wait"><i></i><i></i><i></i></span>';
    made.append(bubble);
    log.insertBefore(made, end);
    log.scrollTop = log.scrollHeight;
  }

  // the same key again and again until an answer comes: the server counts it once
  async function post(fields) {
    const body = new URLSearchParams(fields);
    for (let attempt = 0; ; attempt++) {
      try {
        body.set("after", last);
        body.set("page", page);
        const controller = new AbortController();
        const timer = setTimeout(() => controller.abort(), 30000);
        const answer = await fetch("/chat/say", { method: "POST", body, headers: { accept: "application/json" }, signal: controller.signal });
        clearTimeout(timer);
        if (answer.status === 401) { location.reload(); return null; }
        if (answer.status === 429) {
          showToast("Bạn gửi hơi nhanh, đang chờ vài giây rồi gửi tiếp.");
          await pause(1000 * Math.max(1, Number(answer.headers.get("retry-after")) || 1));
          continue;
        }
        if (answer.status === 502 || answer.status === 503 || answer.status === 504) throw new Error("later");
        net.textContent = netText;
        if ((answer.headers.get("content-type") || "").includes("json")) return await answer.json();
        return { toast: "Hệ thống đang gặp lỗi, xin thử lại sau.", entries: [], failed: true };
      } catch {
        net.textContent = "Đang kết nối lại…";
        if (attempt === 2) showToast("Mạng yếu: đang gửi lại, xin giữ trang này mở.");
        await pause(Math.min(15000, 1000 * 2 ** attempt));
      }
    }
  }

  async function act(form, fields, said, button) {
    if (busy) return;
    busy = true;
    const focused = document.activeElement, inLog = log.contains(focused) || focused === document.body;
    if (button) button.classList.add("sent");
    if (said) draft(said, true);
    const slow = setTimeout(() => draft("", false), 400);
    showToast("");
    const data = new FormData(form);
    const answer = await post({ csrf: data.get("csrf"), key: newKey(), ...fields });
    clearTimeout(slow);
    log.querySelectorAll(".draft").forEach(each => each.remove());
    if (button) button.classList.remove("sent");
    busy = false;
    if (!answer) return;
    const changed = show(answer.entries, true);
    if (answer.toast) showToast(answer.toast);
    if (said && answer.failed) text.value = said;
    if (!inLog) return;
    const goal = newest();
    if (changed && goal) { goal.focus({ preventScroll: true }); reveal(goal); }
    else if (focused && focused.isConnected) focused.focus({ preventScroll: true });
  }

  say.addEventListener("submit", event => {
    event.preventDefault();
    const said = text.value.trim();
    if (!said || busy) { text.focus(); return; }
    text.value = "";
    act(say, { text: said }, said, null);
  });

  tap.addEventListener("submit", event => {
    event.preventDefault();
    const button = event.submitter;
    if (button) act(tap, { choice: button.value }, "", button);
  });

  // letters and digits choose in the newest message with choices; only while nobody is typing
  function shortcut(key) {
    const all = [...log.querySelectorAll(".msg:not(.me)")].reverse();
    const current = all.find(message => message.querySelector("button"));
    if (!current) return null;
    const choices = [...current.querySelectorAll(".choice")];
    const buttons = choices.length ? choices : [...current.querySelectorAll("button")];
    if (/^[1-9]$/.test(key)) return buttons[Number(key) - 1];
    return choices.find(button => button.querySelector("b").textContent.toLowerCase().includes(key));
  }

  document.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      const menu = document.getElementById("menu");
      if (menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
      return;
    }
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
    if (event.target.closest("input, select, textarea, details")) return;
    const key = event.key.toLowerCase();
    if (!/^[a-z1-9]$/.test(key)) return;
    const button = shortcut(key);
    if (button) { event.preventDefault(); button.focus(); button.click(); }
  });

  document.addEventListener("click", event => {
    const menu = document.getElementById("menu");
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });

  function recall(name) { try { return localStorage.getItem(name); } catch { return null; } }
  document.getElementById("keys-label").hidden = false;
  keys.checked = recall("keys") !== "off";
  keys.addEventListener("change", () => { try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* private mode: for this page only */ } });

  function typing() {
    const goal = newest();
    text.inputMode = goal && goal.dataset.input === "number" ? "numeric" : "text";
  }

  function tick() {
    const goal = newest(), until = goal && goal.dataset.deadline ? Date.parse(goal.dataset.deadline) : NaN;
    const left = Math.max(0, Math.floor((until - Date.now() - ahead) / 1000));
    clock.hidden = Number.isNaN(until) || left > 86400;
    if (clock.hidden) { told = 0; return; }
    const h = Math.floor(left / 3600), m = Math.floor(left / 60) % 60, s = String(left % 60).padStart(2, "0");
    clock.textContent = h ? `${h}:${String(m).padStart(2, "0")}:${s}` : `${m}:${s}`;
    clock.classList.toggle("low", left <= 60);
    const mark = left <= 0 ? 1 : left <= 10 ? 10 : left <= 60 ? 60 : 0;
    if (mark && mark !== told) {
      told = mark;
      alarm.textContent = mark === 1 ? "Hết giờ." : `Còn ${left} giây.`;
    }
  }

  function listen() {
    if (source || document.hidden || !window.EventSource) return;
    source = new EventSource("/chat/events?after=" + last + "&page=" + page);
    source.addEventListener("open", () => { if (!busy) net.textContent = netText; });
    source.addEventListener("bubble", event => {
      // while our own act is under way its answer brings the same lines
      const entry = JSON.parse(event.data);
      if (!busy) show([entry], false);
      else waiting.push(entry);
    });
    source.addEventListener("error", () => {
      net.textContent = "Đang kết nối lại…";
      if (source.readyState === EventSource.CLOSED) { hush(); setTimeout(listen, 15000); }
    });
  }
  const waiting = [];
  setInterval(() => { if (!busy && waiting.length) show(waiting.splice(0), false); }, 300);
  function hush() { if (source) source.close(); source = null; }

  document.addEventListener("visibilitychange", () => { if (document.hidden) hush(); else listen(); });
  window.addEventListener("pagehide", hush);
  window.addEventListener("pageshow", event => { if (event.persisted) listen(); });

  if (toast.textContent) showToast(toast.textContent);
  reveal(newest());
  typing();
  tick();
  setInterval(tick, 1000);
  listen();
})();
