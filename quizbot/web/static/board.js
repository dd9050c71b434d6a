"use strict";
(() => {
  const board = document.getElementById("board"), fresh = document.getElementById("fresh");
  const live = document.getElementById("live");
  document.getElementById("live-label").hidden = false;
  const address = new URL(location.href);
  address.searchParams.set("manh", "1");
  let etag = "", wait = 15000;

  async function look() {
    if (live.checked && !document.hidden) {
      try {
        const answer = await fetch(address, { headers: etag ? { "if-none-match": etag } : {}, cache: "no-store", credentials: "omit" });
        if (answer.status === 200) {
          const html = await answer.text(), scrolled = window.scrollY;
          etag = answer.headers.get("etag") || "";
          if (html.trim() !== board.innerHTML.trim()) { board.innerHTML = html; window.scrollTo(0, scrolled); }
        }
        if (answer.ok || answer.status === 304) {
          // a frozen board says itself from when it is
          if (fresh.textContent) fresh.textContent = "Cập nhật lúc " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }) + ".";
          wait = 15000;
        }
      } catch {
        wait = Math.min(120000, wait * 2);
      }
    }
    clearTimeout(next);
    next = setTimeout(look, wait + Math.random() * 3000);
  }
  let next = setTimeout(look, wait);
  // the server says when the board changed; asking now and then goes on in case it cannot
  const news = new URL(location.href);
  news.pathname = news.pathname.replace(/\/?$/, "/events");
  new EventSource(news).addEventListener("board", () => { clearTimeout(next); next = setTimeout(look, Math.random() * 1000); });
})();
