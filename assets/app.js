/* The few lines of browser code of the frame: first paint, current nav item, selects that act by themselves. */
(function () {
  var root = document.getElementById("react-entry-point"), waiting = false, held = null;

  function go(href, event) { // inside the single page, as dcc.Link does; other origins are left to the browser
    var url = new URL(href, location), elsewhere = url.pathname !== location.pathname;
    if (url.origin !== location.origin) return;
    event.preventDefault();
    history.pushState({}, "", url);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    if (elsewhere) scrollTo(0, 0);
  }

  function markCurrent() { // dcc.Link cannot carry aria-current: its class says it
    document.querySelectorAll("a[aria-current]:not(.active):not([data-code])").forEach(function (a) {
      if (a.dataset.marked) a.removeAttribute("aria-current");
    });
    document.querySelectorAll("a.active:not([aria-current])").forEach(function (a) {
      a.setAttribute("aria-current", "page");
      a.dataset.marked = "1";
    });
    document.querySelectorAll(".nav").forEach(function (list) {
      var item = list.querySelector("[aria-current]");
      if (!item || !item.offsetWidth || item === list.shown) return;
      list.shown = item;
      list.scrollLeft += item.getBoundingClientRect().left - list.getBoundingClientRect().left - (list.clientWidth - item.offsetWidth) / 2;
    });
  }

  function twin(element) { // the same element in the live page: by id, else by address
    var found = element.id && root.querySelector("#" + CSS.escape(element.id)), href = element.getAttribute("href");
    return found || (href && root.querySelector("main a[href=" + CSS.escape(href) + "]")) || (href && root.querySelector("a[href=" + CSS.escape(href) + "]"));
  }

  function endFirstPaint() {
    var first = document.getElementById("first-paint"), main = root.querySelector("main");
    if (!first || !main || !main.textContent.trim()) return !first;
    var held = first.contains(document.activeElement) && twin(document.activeElement), y = scrollY;
    first.remove();
    scrollTo(0, y);
    if (held) held.focus({preventScroll: true});
    return true;
  }

  function keepFocus() { // Dash draws a page anew: who was on a control or link stays on it
    if (!held || held.isConnected || document.activeElement !== document.body) return;
    var same = twin(held);
    held = null;
    if (same) same.focus({preventScroll: true});
  }

  function address(form) {
    var url = new URL(form.getAttribute("action") || location.pathname, location), names = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value !== "") names.append(name, value); });
    url.search = names;
    return url;
  }

  function follow(event) {
    var form = event.target.closest && event.target.closest("form[data-url-form]");
    if (!form || (event.type === "change" && event.target.tagName !== "SELECT")) return;
    if (!root.contains(form)) { // first paint: the page is not alive yet, load the address
      if (event.type === "change") location.assign(address(form));
      return;
    }
    go(address(form), event);
  }

  function retitle() { // Dash knows one title per kind of page; the page itself says which one it is
    var page = root.querySelector("[data-title]");
    if (page && document.title !== page.dataset.title) document.title = page.dataset.title;
  }

  function stay(event) { // a link that only changes the query leaves the reader where he is
    var link = event.target.closest && event.target.closest("a[data-stay]");
    if (!link || !root.contains(link) || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    go(link.getAttribute("href"), event);
  }

  function settle() {
    waiting = false;
    markCurrent();
    retitle();
  }

  function fitPaper(event) { // a chart keeps the width of the screen, and would shrink the whole sheet with it
    var size = event.type === "beforeprint" ? {autosize: false, width: 690} : {autosize: true, width: null};
    document.querySelectorAll(".js-plotly-plot").forEach(function (chart) { window.Plotly.relayout(chart, size); });
  }

  window.dasbor = {go: go};
  addEventListener("beforeprint", fitPaper);
  addEventListener("afterprint", fitPaper);
  document.addEventListener("change", follow);
  document.addEventListener("submit", follow);
  document.addEventListener("click", stay);
  document.addEventListener("focusin", function (event) { held = event.target; });
  markCurrent();
  if (!root) return;
  new MutationObserver(function () {
    endFirstPaint();
    keepFocus();
    if (!waiting) { waiting = true; requestAnimationFrame(settle); }
  }).observe(root, {childList: true, subtree: true, attributes: true, attributeFilter: ["class", "data-title"]});
  new MutationObserver(retitle).observe(document.querySelector("title"), {childList: true});
})();
