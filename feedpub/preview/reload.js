"use strict";
// Loads the page again as soon as a build has made something else. While the page is in the background it asks for
// nothing, for a browser keeps no more than six connections to one host.
(() => {
  const version = document.documentElement.dataset.version;
  let source = null;

  const listen = () => {
    if (source !== null || document.hidden) {
      return;
    }
    source = new EventSource("/_feedpub/events");
    source.onmessage = (event) => {
      if (event.data !== version) {
        stop();
        location.reload();
      }
    };
  };

  const stop = () => {
    if (source !== null) {
      source.close();
      source = null;
    }
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);
  listen();
})();
