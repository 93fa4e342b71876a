// @vitest-environment node
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSimulator } from '../../simulator/index.ts'
import { dig, list, number } from './dig.ts'

const MAIN = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-main-'))
})
afterEach(() => rm(folder, { recursive: true }))

const start = (...flags: string[]): ChildProcess => spawn(process.execPath, [MAIN, ...flags])

/** Collects both outputs until the process ends or the text appears. */
async function outputOf(child: ChildProcess, wanted?: string): Promise<string> {
  let output = ''
  await new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        output += data.toString()
        if (wanted !== undefined && output.includes(wanted)) resolve()
      })
    }
    child.on('close', () => resolve())
  })
  return output
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => number(server.address(), 'port'))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

describe('npm run simulator', () => {
  it('says where it listens, writes the CA and stops at SIGTERM', async () => {
    const [http, https, control] = await freePorts(3)
    const ca = join(folder, 'ca.pem')
    const crowd = ['--friends', '4', '--groups', '2', '--members', '30', '--discusses', '1']
    const child = start('--http', `${http}`, '--https', `${https}`, '--control', `${control}`, '--ca', ca, ...crowd)
    const output = await outputOf(child, '127.0.0.1 q.qlogo.cn')
    expect(output).toContain(
      `http     127.0.0.1:${http}\nhttps    127.0.0.1:${https}\ncontrol  http://127.0.0.1:${control}/\n`,
    )
    expect(output).toContain('127.0.0.1 d1.web2.qq.com')
    expect(await readFile(ca, 'utf8')).toContain('BEGIN CERTIFICATE')
    expect((await fetch(`http://127.0.0.1:${control}/`)).status).toBe(200)
    const state: unknown = await (await fetch(`http://127.0.0.1:${control}/api/state`)).json()
    expect(dig(state, 'size')).toEqual({ friends: 13, groups: 5, discusses: 3 })
    expect(list(state, 'groups.4.members')).toHaveLength(30)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it.each([
    [['--htp', '1'], '--htp'],
    [['--members', '2001'], '--members must be a whole number from 0 to 2000, not "2001"'],
    [['--http', 'eighty'], '--http must be a whole number from 0 to 65535, not "eighty"'],
  ])('refuses %j and shows the usage', async (flags, words) => {
    const child = start(...flags)
    const output = await outputOf(child)
    expect(output).toContain(words)
    expect(output).toContain('usage: npm run simulator')
    expect(child.exitCode).toBe(2)
  })
})

describe('startSimulator', () => {
  it('says which port is in use and leaves nothing running', async () => {
    const first = await startSimulator()
    await expect(startSimulator({ controlPort: first.controlPort })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${first.controlPort} for control: the port is in use`,
    )
    await first.close()
  })

  it('keeps the CA in its file from one start to the next', async () => {
    const caFile = join(folder, 'ca.pem')
    const first = await startSimulator({ caFile })
    await first.close()
    const second = await startSimulator({ caFile })
    await second.close()
    expect(second.caPem).toBe(first.caPem)
    expect(await readFile(caFile, 'utf8')).toBe(first.caPem)
  })
})
