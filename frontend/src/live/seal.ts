import { unpacked } from "./bytes";

/** Something that only this person's pages can read again: the server gives them the key. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

/** Seals with AES-GCM under `secret`, 32 bytes in base64. */
export class Seal {
  private constructor(
    private readonly key: CryptoKey,
    /** What the person is called where it is kept. */
    readonly name: string,
  ) {}

  /** Null where the browser has no cryptography, which is so on plain HTTP to another machine. */
  static async of(secret: string, name: string): Promise<Seal | null> {
    if (!globalThis.crypto?.subtle) return null;
    return new Seal(await crypto.subtle.importKey("raw", unpacked(secret), "AES-GCM", false, ["encrypt", "decrypt"]), name);
  }

  async close(words: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(words));
    return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, this.key, plain) };
  }

  /** What was sealed; null where it was sealed under another key. */
  async open(sealed: Sealed): Promise<unknown> {
    try {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, this.key, sealed.bytes);
      return JSON.parse(new TextDecoder().decode(plain)) as unknown;
    } catch {
      return null;
    }
  }
}
