/* Svg: server-drawn markup; one tab stop, arrow keys between areas, links move inside the page (go: app.js). */
(function (React, doc, clicked) {
  function Svg({id, markup, className}) {
    const ref = React.useRef(), areas = React.useRef([]), shown = React.useRef();
    const stop = (to) => { // drawn last, so that no neighbour covers its outline
      areas.current.forEach((a) => a.setAttribute("tabindex", a === to ? 0 : -1));
      to.parentNode.append(to);
    };
    React.useLayoutEffect(() => {
      if (shown.current === markup) return;
      const host = ref.current, active = doc.activeElement;
      const held = host.contains(active) ? active.dataset.code : active === doc.body && clicked[id];
      clicked = {};
      host.innerHTML = shown.current = markup;
      const all = areas.current = [...host.querySelectorAll("a[href]")];
      const to = all.find((a) => a.dataset.code === held) || host.querySelector("a[aria-current]") || all[0];
      if (!to) return;
      stop(to);
      if (held) to.focus({preventScroll: true});
    });
    const onClick = (e) => {
      const a = e.target.closest("a[href]");
      if (!a || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
      clicked = {[id]: a.dataset.code};
      window.dasbor.go(a.getAttribute("href"), e);
    };
    const onKeyDown = (e) => {
      const all = areas.current, n = all.length, at = all.indexOf(doc.activeElement);
      const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: n - 1}[e.key];
      if (at < 0 || to === undefined || e.metaKey || e.ctrlKey || e.altKey) return;
      e.preventDefault();
      stop(all[(to + n) % n]);
      all[(to + n) % n].focus();
    };
    return React.createElement("div", {ref, id, className, onClick, onKeyDown});
  }
  window.dasbor.Svg = Svg;
})(window.React, document, {});
