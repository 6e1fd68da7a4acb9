/** Keeps a covering window above a phone's on-screen keyboard. */

/** A sheet that follows the visible part of the screen; put it behind the others. */
export function keyboardSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const view = window.visualViewport;
  const follow = () => {
    const shrunk = view && view.scale === 1 && window.innerHeight - view.height > 80;
    sheet.replaceSync(shrunk ? `dialog:modal{top:${view.offsetTop}px;bottom:auto;height:${view.height}px}` : "");
  };
  view?.addEventListener("resize", follow);
  view?.addEventListener("scroll", follow);
  return sheet;
}
