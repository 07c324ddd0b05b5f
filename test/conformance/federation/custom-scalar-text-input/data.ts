/** A number that JavaScript does not have. */
export const NUMBER = '9007199254740993'
