"""How much of a file is read. Who sends more is told so; nobody waits for ever."""

MOST_BYTES = 10_000_000  # of the file as sent
MOST_XML = 20_000_000  # bytes of one unpacked part; 50 pages have about 1,000,000
MOST_CHARACTERS = 100_000  # of text found, as in a draft
MOST_SECONDS = 30
MOST_MEMORY = 512 * 1024 * 1024  # bytes, beyond what the reading process starts with
MOST_AT_ONCE = 2  # files read at the same time; others wait
