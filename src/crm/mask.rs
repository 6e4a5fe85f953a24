//! 64 bytes at a time as masks of 64 bits, the first byte in the lowest bit.

use wide::u8x16;

/// Which of the 64 bytes are the wanted ones, a mask for each wanted.
#[inline]
pub(super) fn masks<const N: usize>(chunk: &[u8; 64], wanted: [u8x16; N]) -> [u64; N] {
    let (lanes, _) = chunk.as_chunks::<16>();
    let mut masks = [0; N];
    for (at, lane) in lanes.iter().enumerate() {
        let lane = u8x16::new(*lane);
        for (mask, wanted) in masks.iter_mut().zip(wanted) {
            *mask |= u64::from(lane.simd_eq(wanted).to_bitmask()) << (at * 16);
        }
    }
    masks
}

/// Which of the 64 bytes are beyond ASCII.
#[inline]
pub(super) fn beyond_ascii(chunk: &[u8; 64]) -> u64 {
    let (lanes, _) = chunk.as_chunks::<16>();
    let mask =
        |(at, lane): (usize, &[u8; 16])| u64::from(u8x16::new(*lane).to_bitmask()) << (at * 16);
    lanes.iter().enumerate().map(mask).fold(0, |all, some| all | some)
}

/// Whether the number of quotes is odd.
pub(super) fn has_odd_quotes(text: &[u8]) -> bool {
    let (chunks, rest) = text.as_chunks::<16>();
    let quote = u8x16::splat(b'"');
    let zero = u8x16::splat(0);
    let odd = chunks.iter().fold(zero, |odd, chunk| odd ^ u8x16::new(*chunk).simd_eq(quote));
    let rest = rest.iter().filter(|byte| **byte == b'"').count();
    (odd.to_bitmask().count_ones() as usize + rest) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_mask_has_the_bits_of_the_bytes(bytes in prop::array::uniform32(any::<u8>())) {
            let mut chunk = [0; 64];
            chunk[16..48].copy_from_slice(&bytes);
            let wanted = bytes[7];
            let [found] = masks(&chunk, [u8x16::splat(wanted)]);
            for (at, byte) in chunk.iter().enumerate() {
                prop_assert_eq!(found >> at & 1 == 1, *byte == wanted);
                prop_assert_eq!(beyond_ascii(&chunk) >> at & 1 == 1, *byte >= 0x80);
            }
        }

        #[test]
        fn the_parity_of_quotes_is_that_of_their_number(
            text in prop::collection::vec(prop::sample::select(b"a\"".to_vec()), 0..100)
        ) {
            let quotes = text.iter().filter(|byte| **byte == b'"').count();
            prop_assert_eq!(has_odd_quotes(&text), quotes % 2 == 1);
        }
    }
}
