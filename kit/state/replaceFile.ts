import { rename, writeFile } from 'node:fs/promises'

/** A reader, or a process that ends here, sees the whole file of before or the whole one of now. */
export async function replaceFile(file: string, content: string | Buffer): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
