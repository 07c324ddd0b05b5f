import { z } from 'zod'

/** Fields as the catalogue's JSON documents write them; each message is what was expected. */
export const requiredText = z.string('text').min(1, 'text')

/** Text that a document may lack: absent, null, "" and "-" all mean that it is not known. */
export const optionalText = z
  .string('text or null')
  .nullish()
  .transform((text) => (text === '' || text === '-' ? null : (text ?? null)))

export const optionalNumber = z
  .number('a number or null')
  .nullish()
  .transform((value) => value ?? null)

/** The portal writes a list of one as the thing alone. */
export function oneOrMany<S extends z.ZodType>(item: S) {
  return z
    .union([z.array(item), item], 'one or a list')
    .nullish()
    .transform((value): z.output<S>[] => {
      if (value === null || value === undefined) return []
      return Array.isArray(value) ? value : [value]
    })
}

const PORTAL_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/

/** "2026-11-22 14:20:00" on the portal's wall clock, which is Macao's. */
export const portalTime = optionalText
  .refine((text) => text === null || PORTAL_TIME.test(text), 'YYYY-MM-DD HH:mm:ss')
  .transform((text) => text && text.replace(PORTAL_TIME, '$1T$2+08:00'))
