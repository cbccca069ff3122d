// One phone at a time, and the next one a swipe away.

const FAR_ENOUGH = 56;
const CLEARLY = 1.6;

// `turn(step)` is called with 1 or -1; only where `active()` holds.
export function swipes(element, active, turn) {
  let from = null;
  element.addEventListener("touchstart", (event) => {
    const touch = event.touches[0];
    from = active() && event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : null;
  }, { passive: true });
  element.addEventListener("touchend", (event) => {
    if (!from) return;
    const touch = event.changedTouches[0];
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y];
    from = null;
    if (Math.abs(x) > FAR_ENOUGH && Math.abs(x) > CLEARLY * Math.abs(y)) turn(x < 0 ? 1 : -1);
  }, { passive: true });
}
