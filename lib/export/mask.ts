/** In place of numbers and addresses: always as long, so that it says nothing about what was there. */
export const MASK = '****'
