/**
 * The small signs of the page, drawn in the colour of the words beside them.
 *
 * @module
 */

const paths = {
  attach: "M8 12.5l5.6-5.6a2.4 2.4 0 013.4 3.4l-7 7a4 4 0 01-5.7-5.7l6.6-6.6",
  back: "M14 6l-6 6 6 6",
  branch: "M7 4v16M7 13c0-4 10-1 10-7M17 4v2M5 4h4M15 4h4",
  camera: "M4 8h3l1.500-2h7L17 8h3v11H4zM12 10.500a3 3 0 100 6 3 3 0 000-6z",
  chart: "M8 4h8v5H8zM3 15h7v5H3zM14 15h7v5h-7zM12 9v3M6.500 15v-3h11v3",
  chat: "M4 5h16v11h-9l-5 4v-4H4z",
  clock: "M12 4a8 8 0 100 16 8 8 0 000-16zM12 8v4l3 2",
  close: "M6 6l12 12M18 6L6 18",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  flash: "M13 3L5 14h6l-1 7 8-11h-6z",
  history: "M4 12a8 8 0 108-8c-3 0-5.500 1.500-7 4M5 4v4h4M12 8v4l3 2",
  keys: "M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 14.500h8",
  ledger: "M6 4h12v16H6zM9 8h6M9 12h6M9 16h3",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 016 0v3",
  menu: "M5 7h14M5 12h14M5 17h14",
  moon: "M19 14.500A7.500 7.500 0 019.500 5 7.500 7.500 0 1019 14.500z",
  next: "M6 6l7 6-7 6zM17 6v12",
  pause: "M9 6v12M15 6v12",
  person: "M12 4a4 4 0 100 8 4 4 0 000-8zM4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-2 4 4M15 8.500h.01",
  pin: "M12 21c-4-5-6-8-6-11a6 6 0 0112 0c0 3-2 6-6 11zM12 8a2 2 0 100 4 2 2 0 000-4z",
  play: "M8 5l11 7-11 7z",
  plus: "M12 5v14M5 12h14",
  save: "M5 4h11l3 3v13H5zM8 4v5h7V4M8 14h8v6H8z",
  send: "M4 12l16-8-6 16-3-7z",
  sound: "M5 10v4h3l4 4V6L8 10zM15.500 9a4 4 0 010 6M18 6.500a8 8 0 010 11",
  sun:
    "M12 8a4 4 0 100 8 4 4 0 000-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600L7 7M17 17l1.400 1.400M18.400 5.600L17 7M7 17l-1.400 1.400",
  warning: "M12 4l9 16H3zM12 10v5M12 17.500v.01"
} as const

/** The signs that there are. */
export type Name = keyof typeof paths

/** A sign beside words that say the same: it is nothing to whoever listens instead of looks. */
export const Icon = ({ name, size = 18 }: { readonly name: Name; readonly size?: number }) => (
  <svg
    class="icon"
    width={size}
    height={size}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="1.750"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
)
