import { faceByName, faceName } from './faces.ts'

/** Codes whose file has another number: the older half of the panel. */
const OTHER: Readonly<Record<number, number>> = {
  21: 85,
  23: 43,
  25: 41,
  26: 86,
  27: 42,
  29: 57,
  32: 89,
  33: 63,
  34: 64,
  36: 66,
  37: 67,
  38: 53,
  39: 69,
  42: 74,
  45: 75,
  46: 76,
  47: 77,
  50: 15,
  51: 16,
  53: 18,
  54: 19,
  55: 26,
  56: 27,
  57: 28,
  58: 29,
  59: 46,
  62: 49,
  63: 60,
  64: 61,
  71: 78,
  72: 59,
  73: 20,
  74: 21,
  75: 22,
  76: 23,
  77: 24,
  78: 25,
  79: 30,
  80: 31,
  81: 32,
  82: 33,
  83: 34,
  84: 35,
  85: 36,
  86: 37,
  87: 38,
  88: 39,
  91: 54,
  92: 55,
  93: 56,
  95: 79,
}

/**
 * The number of the file that the page draws a face with; null for faces it has none for, such as the newer ones that
 * only phones send. Source: page script 20161220.
 */
export function faceGif(code: number): number | null {
  // 0 is 惊讶 in the panel, although nobody can tell what it was when it is received.
  const isOfPanel = code === 0 || faceByName(faceName(code) ?? '') === code
  return isOfPanel ? (OTHER[code] ?? code) : null
}
