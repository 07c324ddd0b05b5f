/** Two keys that are one number in JavaScript. */
export const IDS = ['9007199254740992', '9007199254740993']
