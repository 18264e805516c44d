"""The currencies of ISO 4217: which codes there are or were, and how many decimals they have (two unless listed)."""

from __future__ import annotations

import difflib

DECIMALS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV"), 0
    ),
    **dict.fromkeys(("XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(("CLF", "UYW"), 4),
}
# ISO 4217, list one: in use as of 2026, without the two codes for tests and for no currency at all.
_ACTIVE = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE "
    "CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR "
    "LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN "
    "PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS "
    "TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC "
    "XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMW ZWG"
)
# ISO 4217, list three: withdrawn, and still in the ledgers of the years when they were not.
_HISTORIC = (
    "ADP AFA ALK ANG AOK AON AOR ARA ARP ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN BRR BUK "
    "BYB BYR CHC CLE CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE "
    "GWP HRD HRK IEP ILP ILR ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC "
    "NLG PEH PEI PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS UGW USS UYN "
    "UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR"
)
ACTIVE, HISTORIC = frozenset(_ACTIVE.split()), frozenset(_HISTORIC.split())
CODES = ACTIVE | HISTORIC
FREQUENT = ("EUR", "USD", "GBP", "CHF", "JPY", "CAD", "CNY", "SEK", "PLN", "MAD", "TND", "XOF", "XAF")
LIKENESS = 0.6


def decimals_of(currency: str) -> int:
    """
    >>> decimals_of("EUR"), decimals_of("JPY"), decimals_of("TND")
    (2, 0, 3)
    """
    return DECIMALS.get(currency, 2)


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has this code, or had it.

    >>> is_currency("EUR"), is_currency("FRF"), is_currency("EUX"), is_currency("eur")
    (True, True, False, False)
    """
    return code in CODES


def nearest(code: str) -> str:
    """The code in use that was probably meant, the most frequent ones first; "" when none is near.

    >>> nearest("EUX"), nearest("EURO"), nearest("usd"), nearest("QQQ")
    ('EUR', 'EUR', 'USD', '')
    """
    likely = sorted({*FREQUENT, *(one for one in ACTIVE if not one.startswith("X"))})  # no metal nor fund
    near = difflib.get_close_matches(code.upper(), likely, len(likely), LIKENESS)
    return next((usual for usual in FREQUENT if usual in near), near[0] if near else "")
