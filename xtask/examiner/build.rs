//! Says whether this system has the C library whose functions the exact clock defines anew.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(exact_clock)");
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    let known = ["x86_64", "aarch64"].contains(&target("ARCH").as_str());
    if target("OS") == "linux" && target("ENV") == "gnu" && known {
        println!("cargo::rustc-cfg=exact_clock");
    }
}
