import { rename, writeFile } from 'node:fs/promises'

/** A reader, or a process that ends here, sees the whole file of before or the whole one of now. */
export async function replaceFile(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
