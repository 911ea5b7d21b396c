import { crc32, inflateRawSync } from 'node:zlib'

/** One file inside a zip, not yet unpacked. */
export type ZipEntry = { name: string; size: number; compressed: number; method: number; crc: number; offset: number }

export type Zip = {
  names: string[]
  /** What all files together say of their size, packed and unpacked. */
  packedBytes: number
  unpackedBytes: number
  /** Unpacks one file, checking its size and checksum; undefined when there is no such file. Throws `DamagedZip`. */
  read(name: string): Buffer | undefined
}

export class DamagedZip extends Error {}

export type ZipOpening = { ok: true; zip: Zip } | { ok: false; why: 'damaged' | 'too-large' | 'encrypted' }

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localEntry = 0x04034b50

function findEnd(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - 22 - 0xffff)
  for (let at = bytes.length - 22; at >= earliest; at -= 1) if (bytes.readUInt32LE(at) === endOfDirectory) return at
  return -1
}

function readDirectory(bytes: Buffer, maxEntries: number): ZipEntry[] | 'damaged' | 'too-large' | 'encrypted' {
  const end = findEnd(bytes)
  if (end < 0) return 'damaged'
  const count = bytes.readUInt16LE(end + 10)
  if (count > maxEntries) return 'too-large'
  let at = bytes.readUInt32LE(end + 16)
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryEntry) return 'damaged'
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) return 'encrypted'
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      compressed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function unpack(bytes: Buffer, entry: ZipEntry): Buffer {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== localEntry)
    throw new DamagedZip(entry.name)
  const start = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28)
  const packed = bytes.subarray(start, start + entry.compressed)
  if (packed.length !== entry.compressed) throw new DamagedZip(entry.name)
  let data: Buffer
  try {
    if (entry.method === 0) data = packed
    // The one place where a lie about the size would cost memory: zlib stops at the size that was declared.
    else if (entry.method === 8) data = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) })
    else throw new DamagedZip(entry.name)
  } catch {
    throw new DamagedZip(entry.name)
  }
  if (data.length !== entry.size || crc32(data) !== entry.crc) throw new DamagedZip(entry.name)
  return data
}

/**
 * Opens a zip without unpacking it. Refuses more files than `maxEntries` and more declared bytes than `maxBytes`, so that a zip bomb costs
 * nothing; `read` then holds each file to the size it declared. Zip64 is not needed below those limits and counts as too large.
 */
export function openZip(bytes: Buffer, limits: { maxBytes: number; maxEntries: number }): ZipOpening {
  if (bytes.length < 22) return { ok: false, why: 'damaged' }
  const entries = readDirectory(bytes, limits.maxEntries)
  if (typeof entries === 'string') return { ok: false, why: entries }
  const unpackedBytes = entries.reduce((total, entry) => total + entry.size, 0)
  if (unpackedBytes > limits.maxBytes) return { ok: false, why: 'too-large' }
  const packedBytes = entries.reduce((total, entry) => total + entry.compressed, 0)
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  // Two files of one name would let this reader check one and the next reader use the other.
  if (byName.size !== entries.length) return { ok: false, why: 'damaged' }
  const read = (name: string) => {
    const entry = byName.get(name)
    return entry && unpack(bytes, entry)
  }
  return { ok: true, zip: { names: entries.map((entry) => entry.name), packedBytes, unpackedBytes, read } }
}
