#!/usr/bin/env bash
# Signs Cleanplate.app, has it notarised, and packs it as a disk image:
#     packaging/macos/notarise.sh dist/Cleanplate.app dist/cleanplate-0.1.0-macos.dmg
# IDENTITY names the Developer ID; KEYCHAIN_PROFILE what `notarytool store-credentials` has stored.
set -euo pipefail
app=$1 image=$2
here=$(cd "$(dirname "$0")" && pwd)
: "${IDENTITY:?name the Developer ID Application certificate}"
: "${KEYCHAIN_PROFILE:?name the stored credentials of notarytool}"

# From the inside out: a signature covers what was signed before it.
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
  xargs -0 codesign --force --timestamp --options runtime --sign "$IDENTITY"
codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --deep --sign "$IDENTITY" "$app"
codesign --verify --strict --deep "$app"

hdiutil create -quiet -ov -volname Cleanplate -srcfolder "$app" -format ULFO "$image"
xcrun notarytool submit "$image" --keychain-profile "$KEYCHAIN_PROFILE" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature "$image"
