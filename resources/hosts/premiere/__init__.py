"""The panels of Premiere: UXP for 25.6 and newer, CEP with ExtendScript for older ones and for exports."""
