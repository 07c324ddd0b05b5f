import { z } from 'zod'
import { wholeNumber } from '../../../kit/config.ts'

export const flag = z.enum(['true', 'false'], { error: 'true or false' }).transform((text) => text === 'true')

export const milliseconds = wholeNumber('milliseconds from 1 to 600000', 1, 600_000)
