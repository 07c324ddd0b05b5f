import { z } from 'zod'
import { wholeNumber, withFileForm } from '../../../kit/config.ts'

export const flag = withFileForm(
  z.enum(['true', 'false'], { error: 'true or false' }).transform((text) => text === 'true'),
  z.union([z.boolean(), z.enum(['true', 'false'])], { error: 'true or false' }),
)

export const milliseconds = wholeNumber('milliseconds from 1 to 600000', 1, 600_000)
