/** A part of the page that is fetched when it is first wanted did not come. */
export class PartMissing extends Error {}

/** Every `import()` of the page goes through here, so that a part that does not come is told as one. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load()
  } catch (cause) {
    throw new PartMissing('A part of the page did not come.', { cause })
  }
}
