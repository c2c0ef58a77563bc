/* Runs before anything is shown: the colors chosen on this machine, without a flash of others. */
"use strict";
try {
  const theme = localStorage.getItem("handouts.theme");
  if (["light", "dark", "contrast"].includes(theme)) document.documentElement.dataset.theme = theme;
} catch (refused) {
  // Storage is switched off: the colors are those of the device.
}
document.documentElement.classList.add("scripts");
