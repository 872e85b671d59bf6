"""Figures with their units, as a person reads them."""


def milliseconds(ms: float) -> str:
    """``ms`` with as many digits as mean something: "1,240 ms", "12.3 ms", "0.04 ms"."""
    digits = 0 if abs(ms) >= 99.95 else 1 if abs(ms) >= 0.95 else 2
    return f"{ms:,.{digits}f} ms"


def size(count: int) -> str:
    """``count`` bytes as "12.3 MB" of 1024 * 1024, as Lambda counts, or as "45 kB" of 1024."""
    megabytes = count / 1024**2
    return f"{megabytes:,.1f} MB" if abs(megabytes) >= 0.1 else f"{count / 1024:.0f} kB"


def percent(share: float) -> str:
    """``share`` of 1 as "12 %", "0.4 %", "under 0.1 %"."""
    if share < 0.001:
        return "under 0.1 %" if share else "0 %"
    return f"{share * 100:.{0 if share >= 0.0095 else 1}f} %"


def dollars(sum_: float) -> str:
    """ "$0.46"; less than a cent is not nothing."""
    if 0 < sum_ < 0.005:
        return "under $0.01"
    return f"-${-sum_:,.2f}" if sum_ <= -0.005 else f"${abs(sum_):,.2f}"
