// Hands the proof of a chat app over: it stands behind the # of the address, where no server sees it.
"use strict";

const told = new URLSearchParams(location.hash.slice(1));
// Telegram puts its signed data here; our Zalo Mini App its access token
const proof = told.get("tgWebAppData") || told.get("access_token") || "";
const form = document.getElementById("mini");

// neither history nor a copied address may carry it on
history.replaceState(null, "", location.pathname);

// Telegram shows its own loading sign until the page says that it is there
function tell(event) {
  if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(event, "{}");
  else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({ eventType: event, eventData: {} }));
  else if (window.parent !== window) window.parent.postMessage(JSON.stringify({ eventType: event, eventData: {} }), "https://web.telegram.org");
}

if (proof) {
  if (told.has("tgWebAppData")) {
    tell("web_app_ready");
    tell("web_app_expand");
  }
  form.elements.proof.value = proof;
  form.submit();
} else if (form.dataset.fault === "0") {
  document.getElementById("lost").hidden = false;
}
