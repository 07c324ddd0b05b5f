import { z } from 'zod'
import { UnusableInput } from '../unusableInput.ts'

/** A place where a convention is not kept, and why that stays. */
export interface Exception {
  readonly rule: string
  readonly coordinate: string
  readonly reason: string
}

const shape = z.array(
  z.strictObject({ rule: z.string(), coordinates: z.array(z.string()), reason: z.string().min(10) }),
)

/** Reads `[{"rule", "coordinates", "reason"}]`. Throws UnusableInput, naming the file. */
export function parseExceptions(file: string, text: string): readonly Exception[] {
  const { data, error } = shape.safeParse(parseJson(file, text))
  const issue = error?.issues[0]
  if (data === undefined)
    throw new UnusableInput(
      `${file}: expected [{"rule", "coordinates", "reason"}]; at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'something else'}.`,
    )
  return data.flatMap(({ rule, coordinates, reason }) =>
    coordinates.map((coordinate) => ({ rule, coordinate, reason })),
  )
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UnusableInput(`${file}: expected JSON; got ${error instanceof Error ? error.message : 'none'}.`)
  }
}
