import { z } from 'zod'
import { wholeNumber, withFileForm } from '../../../kit/config.ts'

export const flag = withFileForm(
  z.enum(['true', 'false'], { error: 'true or false' }).transform((text) => text === 'true'),
  z.union([z.boolean(), z.enum(['true', 'false'])], { error: 'true or false' }),
)

export const milliseconds = wholeNumber('milliseconds from 1 to 600000', 1, 600_000)

const SHARE = 'a number from 0 to 1, such as 0.01'

/** How many of all. */
export const share = withFileForm(
  z
    .string()
    .regex(/^(?:0|1|0?\.\d{1,9}|1\.0{1,9})$/, SHARE)
    .transform(Number),
  z.union([z.number().min(0, SHARE).max(1, SHARE), z.string()], { error: SHARE }),
)
