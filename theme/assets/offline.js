// Lets the device keep the last stories read; sw.js says what is kept and what never. Where a
// browser has no such thing or refuses it, nothing is missing but that.
if (navigator.serviceWorker) {
  const devices = navigator.serviceWorker;
  const worker = new URL("../sw.js", document.currentScript.src);
  addEventListener("load", async () => {
    const isKnown = devices.controller !== null;
    try {
      await devices.register(worker, { updateViaCache: "none" });
      if (!isKnown) (await devices.ready).active.postMessage("read");
    } catch {
      // Without a network, in a private window: another time.
    }
  });
}
