import { z } from 'zod'

const reasons = z.strictObject({
  laws: z.record(
    z.string(),
    z.strictObject({
      title: z.string().min(1),
      /** Whether the text was compared with a published one; the rest awaits the legal adviser. */
      compared: z.boolean(),
    }),
  ),
  fields: z.record(
    z.string().regex(/^\w+\.\w+$/),
    z.strictObject({
      reason: z.string().min(1),
      law: z.array(z.string()),
      /** What holds besides, in the data themselves. */
      condition: z.string().optional(),
    }),
  ),
})

/** Why each protected field is protected, by its coordinate, and the laws that say so, by their short names. */
export type Reasons = z.output<typeof reasons>

/** Reads the text of access-reasons.json, or says what is wrong in it. */
export function parseReasons(name: string, text: string): Reasons | { problems: readonly string[] } {
  const result = reasons.safeParse(parseJson(text))
  if (!result.success)
    return {
      problems: result.error.issues.map(
        ({ path, message }) => `${name}: ${path.join(' > ') || 'the document'}: ${message}.`,
      ),
    }
  const unknown = Object.entries(result.data.fields).flatMap(([coordinate, { law }]) =>
    law
      .filter((key) => !Object.hasOwn(result.data.laws, key))
      .map(
        (key) => `${name}: ${coordinate}: expected the name of one of its laws; got ${JSON.stringify(key)}.`,
      ),
  )
  return unknown.length > 0 ? { problems: unknown } : result.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Every protected field needs a reason, and every reason a protected field. */
export function checkReasons(name: string, reasons: Reasons, coordinates: readonly string[]): string[] {
  const known = new Set(coordinates)
  return [
    ...coordinates
      .filter((coordinate) => !Object.hasOwn(reasons.fields, coordinate))
      .map((coordinate) => `${name}: ${coordinate} is protected and has no reason here.`),
    ...Object.keys(reasons.fields)
      .filter((coordinate) => !known.has(coordinate))
      .map((coordinate) => `${name}: ${coordinate} has a reason and is not protected.`),
  ]
}
