/** The popup's size in CSS px: its own width, and the most height a browser gives to a popup. */
export const POPUP_SIZE = { width: 380, height: 600 }
