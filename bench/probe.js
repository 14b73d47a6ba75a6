// Runs in the page before any of its own scripts and keeps the moments that `bench/browser.py` reads from
// `window.bench`. All times are milliseconds since navigation began (performance.now()). WANTS, set by the caller:
//   values, minValues   selector of the figures and how many of them the finished page shows
//   paths, minPaths     the same for the areas of an SVG map; minPaths 0: the map is Plotly's
//   graphs              how many Plotly graphs must be drawn before the page counts as mounted
(() => {
  if (window !== window.top) return;
  const WANTS = /*WANTS*/{}/*WANTS*/;
  const LONG_MS = 200, QUIET_MS = 2000, LOOK_AGAIN_MS = 50;
  const state = window.bench = {
    readable: null, mounted: null, lastLongEnd: 0, longTasks: [], outOfSightMs: 0, click: null, done: false,
  };

  const shown = (el) => {
    const box = el.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && el.checkVisibility({visibilityProperty: true, opacityProperty: true});
  };
  const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
  const figures = (root) => all(WANTS.values, root).filter((el) => el.textContent.trim() && shown(el));
  const figuresStand = (root) => figures(root).length >= WANTS.minValues;

  // Plotly keeps its MapLibre map at _fullLayout.map._subplot.map; loaded() turns true at the end of the frame in
  // which style and sources have been drawn, and the layer exists only once Plotly has handed over the outlines.
  const maplibre = (graph) => graph._fullLayout?.map?._subplot?.map;
  const traceIds = (graph) => (graph._fullData || []).filter((t) => t.type === "choroplethmap").map((t) => t.uid);
  const mapDrawn = (graph) => {
    const map = maplibre(graph), ids = traceIds(graph);
    return Boolean(map && ids.length && map.loaded() && shown(map.getCanvas()) && ids.every(
      (id) => map.getLayer(`plotly-trace-layer-${id}-fill`) && map.isSourceLoaded(`source-${id}`)));
  };
  const lineDrawn = (graph) => graph.querySelector(".scatterlayer .trace path") !== null;
  const graphs = () => all(".js-plotly-plot");
  const mapStands = (root) => WANTS.minPaths
    ? all(WANTS.paths, root).filter(shown).length >= WANTS.minPaths
    : graphs().some(mapDrawn);

  const entry = () => document.querySelector("#react-entry-point");
  const mounted = () => entry()
    && !document.querySelector("#first-paint")
    && !document.querySelector('[data-dash-is-loading="true"]')
    && figuresStand(entry()) && mapStands(entry())
    && graphs().filter((g) => mapDrawn(g) || lineDrawn(g)).length >= WANTS.graphs;

  // A message posted inside an animation frame is handled right after that frame was handed to the compositor.
  const afterThisFrame = (note) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => note(performance.now());
    channel.port2.postMessage(0);
  };
  const whenPainted = (name) => { state[name] = -1; afterThisFrame((now) => { state[name] = now; }); };

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) {
      if (task.duration <= LONG_MS) continue;
      state.lastLongEnd = Math.max(state.lastLongEnd, task.startTime + task.duration);
      state.longTasks.push([Math.round(task.startTime), Math.round(task.duration)]);
    }
  }).observe({type: "longtask", buffered: true});

  // What stands on the page now, for the sentence that explains why it never counted as readable or mounted.
  window.benchSees = () => ({
    figures: figures().length, figuresMounted: entry() ? figures(entry()).length : 0,
    paths: all(WANTS.paths).filter(shown).length, pathsMounted: entry() ? all(WANTS.paths, entry()).filter(shown).length : 0,
    graphs: graphs().length, firstPaintLeft: document.querySelector("#first-paint") !== null,
    loading: document.querySelector('[data-dash-is-loading="true"]') !== null, readable: state.readable,
  });

  // What the finished page shows: the next visits must show as much before they count as readable.
  const finish = () => {
    state.done = true;
    state.firstPaint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null;
    state.timeOrigin = performance.timeOrigin;
    state.figures = figures(entry()).length;
    state.areas = WANTS.minPaths ? all(WANTS.paths, entry()).filter(shown).length : Math.max(...graphs().map((g) => {
      const map = maplibre(g);
      if (!map) return 0;
      const layers = traceIds(g).map((id) => `plotly-trace-layer-${id}-fill`);
      return new Set(map.queryRenderedFeatures({layers}).map((feature) => String(feature.properties.ct))).size;
    }));
    console.log("bench: done");
  };

  let lookedAt = 0;
  const look = () => {
    const now = performance.now();
    if (state.readable === null) {
      if (figuresStand() && mapStands()) whenPainted("readable");
    } else if (state.readable > 0 && now - lookedAt > LOOK_AGAIN_MS) {
      if (state.mounted === null && !figuresStand()) state.outOfSightMs += now - lookedAt;
      if (state.mounted === null && mounted()) whenPainted("mounted");
      lookedAt = now;
    }
    if (state.readable === null || state.readable < 0) lookedAt = now;
    if (state.mounted > 0 && now - Math.max(state.mounted, state.lastLongEnd) > QUIET_MS) return finish();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  addEventListener("click", (event) => {
    if (state.done) requestAnimationFrame(() => afterThisFrame((now) => { state.click = now - event.timeStamp; }));
  }, true);
})();
