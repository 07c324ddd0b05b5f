import {
  isTooCostlyWithSources,
  readAnswer,
  toAnswer,
  type Answer,
  type AskOptions,
  type Question,
} from '../graph/ask.ts'
import { parseObject, Unreachable } from '../graph/reach.ts'
import { isStream, openStream } from './openStream.ts'
import { mergePart, NOTHING_YET, type Awaited } from './mergePart.ts'
import { readEvents } from './readEvents.ts'

/**
 * Asks for an answer in parts and takes what has come with each, and what is still awaited, until all is there or the signal
 * aborts. What the gateway knows already comes whole. Its sources come with the last part, unless they alone make the question
 * too costly. Rejects with Unreachable where it breaks off.
 */
export async function askInParts(
  question: Question,
  options: AskOptions,
  take: (answer: Answer, awaited: readonly Awaited[]) => void,
  extensions: object | undefined = { provenance: true },
): Promise<void> {
  const start = performance.now()
  const elapsed = (): number => performance.now() - start
  try {
    const response = await openStream({ ...question, extensions }, options)
    const { status } = response
    if (!isStream(response)) {
      const whole = readAnswer(question, { text: await response.text(), status }, elapsed())
      if (extensions === undefined || !isTooCostlyWithSources(whole)) return take(whole, [])
      return await askInParts(question, options, take, undefined)
    }
    let result = NOTHING_YET
    let bytes = 0
    for await (const { name, data } of readEvents(response.body)) {
      if (name !== 'next') continue
      const part = parseObject({ text: data, status })
      result = mergePart(result, part)
      bytes += new TextEncoder().encode(data).length
      take(toAnswer(question, result, { status, bytes, milliseconds: elapsed() }), result.awaited)
      if (part.hasNext !== true) return
    }
  } catch (error) {
    if (options.signal?.aborted === true || error instanceof Unreachable) throw error
    throw new Unreachable(null, { cause: error })
  }
  throw new Unreachable(null)
}
