export const museums = [{ id: 'm1' }]
/** As a program of the nineties would write it: `ã` and `ç` are one byte each. */
export const latin1 = (text: string) => Buffer.from(text, 'latin1')
