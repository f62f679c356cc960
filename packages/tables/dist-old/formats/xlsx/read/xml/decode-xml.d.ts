/**
 * Decodes the bytes of an XML document as they come. Where chunks are cut makes no difference.
 *
 * The encoding is that of the byte order mark, of the first sign `<`, or of the declaration (XML 1.0, appendix F); otherwise
 * UTF-8. Bytes that are no character become U+FFFD.
 */
export declare function decodeXml(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string>;
//# sourceMappingURL=decode-xml.d.ts.map
