/**
 * Header values travel as bytes; in between they are kept as strings with one UTF-16 unit for each byte, which is what HTTP
 * libraries take and give. Most are short, so plain loops beat any decoder.
 */

export function latin1FromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}

export function bytesFromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
