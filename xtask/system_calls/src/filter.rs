//! From a table of what is allowed to a filter of the kernel.

use seccompiler::{
    BackendError, BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition,
    SeccompFilter, SeccompRule, sock_filter,
};
use std::{collections::BTreeMap, error::Error, fmt};

/// A system call that is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Allowed {
    /// Its number.
    pub call: i64,
    /// What its arguments have to be like.
    pub only: &'static [Argument],
    /// What it is needed for.
    pub reason: &'static str,
}

/// What an argument of a system call has to be like.
#[derive(Clone, Copy, Debug)]
pub enum Argument {
    /// It is this number.
    Is(u8, u64),
    /// Of these bits (the second number), those that are set are these (the third).
    Bits(u8, u64, u64),
    /// It is the number of the process itself.
    ThisProcess(u8),
}

/// A call that is allowed, whatever its arguments are.
pub(crate) const fn any(call: i64, reason: &'static str) -> Allowed {
    only(call, &[], reason)
}

/// A call that is allowed if all these arguments are like this.
pub(crate) const fn only(call: i64, only: &'static [Argument], reason: &'static str) -> Allowed {
    Allowed { call, only, reason }
}

/// A filter that refuses all other calls than those that are allowed.
#[derive(Debug)]
pub struct Filter(BpfProgram);

/// Why there is no filter, or why it does not take effect.
#[derive(Debug)]
pub struct Unavailable(Box<dyn Error + Send + Sync>);

impl fmt::Display for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "this system takes no filter of system calls: {}",
            self.0
        )
    }
}

impl Error for Unavailable {}

impl Unavailable {
    fn because(error: impl Error + Send + Sync + 'static) -> Self {
        Self(error.into())
    }
}

impl Filter {
    /// A filter that lets these calls pass, and ends all others in the error `refusal`.
    pub(crate) fn new<'a>(
        allowed: impl IntoIterator<Item = &'a Allowed>,
        refusal: i32,
    ) -> Result<Self, Unavailable> {
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = BTreeMap::new();
        for Allowed { call, only, .. } in allowed {
            let rules = rules.entry(*call).or_default();
            if !only.is_empty() {
                let conditions = only
                    .iter()
                    .map(condition)
                    .collect::<Result<_, _>>()
                    .map_err(Unavailable::because)?;
                rules.push(SeccompRule::new(conditions).map_err(Unavailable::because)?);
            }
        }
        let filter = SeccompFilter::new(
            rules,
            SeccompAction::Errno(refusal.unsigned_abs()),
            SeccompAction::Allow,
            std::env::consts::ARCH
                .try_into()
                .map_err(Unavailable::because)?,
        )
        .map_err(Unavailable::because)?;
        let mut program = without_clone3();
        program.extend(BpfProgram::try_from(filter).map_err(Unavailable::because)?);
        Ok(Self(program))
    }

    /// Puts the filter in force, for the calling thread and all that it starts.
    ///
    /// # Errors
    /// Fails where the kernel takes no such filters.
    pub fn apply(&self) -> Result<(), Unavailable> {
        seccompiler::apply_filter(&self.0).map_err(Unavailable::because)
    }
}

fn condition(argument: &Argument) -> Result<SeccompCondition, BackendError> {
    let (index, operation, value) = match *argument {
        Argument::Is(index, value) => (index, SeccompCmpOp::Eq, value),
        Argument::Bits(index, mask, value) => (index, SeccompCmpOp::MaskedEq(mask), value),
        Argument::ThisProcess(index) => (index, SeccompCmpOp::Eq, std::process::id().into()),
    };
    SeccompCondition::new(index, SeccompCmpArgLen::Qword, operation, value)
}

/// The flags of `clone3` lie in memory, where no filter can look. The C library uses `clone` if it is told that there is
/// no such call, and gives up if it is told that it is not permitted.
fn without_clone3() -> BpfProgram {
    let instruction = |code: u32, jt, jf, k: u32| sock_filter {
        code: code as u16,
        jt,
        jf,
        k,
    };
    // The number is the first thing that a filter is shown.
    vec![
        instruction(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0, 0),
        instruction(
            libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K,
            0,
            1,
            libc::SYS_clone3 as u32,
        ),
        instruction(
            libc::BPF_RET | libc::BPF_K,
            0,
            0,
            libc::SECCOMP_RET_ERRNO | libc::ENOSYS as u32,
        ),
    ]
}
