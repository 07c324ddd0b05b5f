import { readFile } from 'node:fs/promises'
import { ConfigError } from '../../kit/config.ts'
import { NO_VARIANTS, parseVariants, type Variants } from '../../schema/variant/variants.ts'

/** The variants that a file names. Throws ConfigError for a file that cannot be read or understood. */
export async function readVariants(file: string | undefined): Promise<Variants> {
  if (file === undefined) return NO_VARIANTS
  try {
    return parseVariants(await readFile(file, 'utf8'))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'unreadable'
    throw new ConfigError([`VARIANTS_FILE: ${reason} (in ${JSON.stringify(file)}).`])
  }
}
