import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { commaList, ConfigError, logLevel, portNumber, readEnvironment } from './config.ts'

const schema = z.object({
  PORT: portNumber.default(4000),
  LOG_LEVEL: logLevel.default('info'),
  URLS: commaList.default([]),
  A_SECRET: z.string().min(16, 'at least 16 characters').optional(),
})

describe('the environment', () => {
  it('counts empty values as absent', () => {
    expect(readEnvironment(schema, { PORT: '', URLS: '' })).toEqual({
      PORT: 4000,
      LOG_LEVEL: 'info',
      URLS: [],
    })
  })

  it('splits lists and drops what is blank in them', () => {
    expect(readEnvironment(schema, { URLS: ' a=1 ,, b=2,' }).URLS).toEqual(['a=1', 'b=2'])
  })

  it('is refused with every mistake at once, and never repeats a secret', () => {
    expect(() => readEnvironment(schema, { PORT: '70000', LOG_LEVEL: 'loud', A_SECRET: 'hunter2' })).toThrow(
      new ConfigError([
        'PORT: expected a port from 0 to 65535; got "70000".',
        'LOG_LEVEL: expected one of trace, debug, info, warn, error, silent; got "loud".',
        'A_SECRET: expected at least 16 characters; got a value of 7 characters.',
      ]),
    )
  })
})
