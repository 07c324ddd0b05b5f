import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { createDeadlines } from '../../kit/concurrency/deadlines.ts'
import { startLifetime } from './lifetime.ts'

test('many lifetimes of one response, such as pages of a list, leave no listener behind', () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  for (let page = 0; page < 20; page++) startLifetime(response, 1_000, createDeadlines()).end()
  expect(response.listenerCount('close')).toBe(0)
})
