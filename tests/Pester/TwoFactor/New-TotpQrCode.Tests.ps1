BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    Disconnect-SecurityStore
}

AfterAll {
    Disconnect-SecurityStore
    Remove-SuiteFolder $folder
}

Describe 'New-TotpQrCode' {
    It 'writes a PNG and an SVG that only the owner reads' {
        $made = New-TotpSecret alice -Issuer Shop
        $png = New-TotpQrCode $made.ProvisioningUri -Path (Join-Path $folder a.png)
        $svg = $made | New-TotpQrCode -Path (Join-Path $folder a.svg)
        $small = $made.ProvisioningUri | New-TotpQrCode -Path (Join-Path $folder small.png) -Scale 2
        $png, $svg | Should -BeOfType ([IO.FileInfo])
        [IO.File]::ReadAllBytes($png)[1..3] | Should -Be ([byte[]][char[]]'PNG')
        ([xml](Get-Content $svg -Raw)).DocumentElement.Name | Should -Be svg
        $small.Length | Should -BeLessThan $png.Length
        if (-not $IsWindows) { $png, $svg | ForEach-Object { [IO.File]::GetUnixFileMode($_) | Should -Be 'UserWrite, UserRead' } }
        if (Get-Command zbarimg -ErrorAction Ignore) { zbarimg --raw --quiet $png.FullName 2> $null | Should -Be $made.ProvisioningUri }
        Push-Location $folder
        try { (New-TotpQrCode $made b.png).FullName | Should -Be (Join-Path $folder b.png) }
        finally { Pop-Location }
    }

    It 'overwrites nothing unless told to, and writes nothing with -WhatIf' {
        $made = New-TotpSecret alice
        $path = Join-Path $folder once.png
        New-TotpQrCode $made $path -WhatIf | Should -BeNullOrEmpty
        $path | Should -Not -Exist
        $null = New-TotpQrCode $made $path
        $before = (Get-FileHash $path).Hash
        { New-TotpQrCode (New-TotpSecret bob) $path -ErrorAction Stop } | Should -Throw -ErrorId 'QrFileExists,EnterpriseSecurity.Commands.TwoFactor.NewTotpQrCodeCommand'
        (Get-FileHash $path).Hash | Should -Be $before
        $null = New-TotpQrCode (New-TotpSecret bob) $path -Force
        (Get-FileHash $path).Hash | Should -Not -Be $before
    }

    It 'writes text for the terminal, with colours unless they are not wanted' {
        $made = New-TotpSecret alice
        $old = $env:NO_COLOR
        try {
            $env:NO_COLOR = ''
            $colored = New-TotpQrCode $made
            $colored | Should -Match ([regex]::Escape("`e[38;5;231;48;5;16m"))
            $plain = New-TotpQrCode $made -NoColor
            $plain | Should -BeExactly ($colored -replace "`e\[[0-9;]*m")
            $env:NO_COLOR = '1'
            New-TotpQrCode $made | Should -BeExactly $plain
        }
        finally { $env:NO_COLOR = $old }
        $lines = $plain -split "`n"
        $lines | ForEach-Object { $_.Length | Should -Be $lines[0].Length }
        $lines[0..1] -join '' | Should -Match '^█+$'
        (New-TotpQrCode $made -Invert) -split "`n" | Select-Object -First 2 | Should -Match '^ +$'
    }

    It 'says what is wrong, without the secret' {
        foreach ($bad in 'https://example.com', 'JBSWY3DPEHPK3PXP', 'otpauth://totp/a', '', ('otpauth://totp/a?secret=JBSWY3DP&x=' + 'y' * 5000)) {
            $failure = { New-TotpQrCode $bad -ErrorAction Stop } | Should -Throw -PassThru -ErrorId 'OtpUriMalformed,EnterpriseSecurity.Commands.TwoFactor.NewTotpQrCodeCommand'
            "$failure" | Should -Not -Match 'JBSW'
        }
        $made = New-TotpSecret alice
        { New-TotpQrCode $made (Join-Path $folder a.gif) -ErrorAction Stop } | Should -Throw -ErrorId 'QrFormatUnknown,EnterpriseSecurity.Commands.TwoFactor.NewTotpQrCodeCommand'
        { New-TotpQrCode $made (Join-Path $folder none a.png) -ErrorAction Stop } | Should -Throw -ErrorId 'QrFileUnavailable,EnterpriseSecurity.Commands.TwoFactor.NewTotpQrCodeCommand'
        { New-TotpQrCode $made (Join-Path $folder x.png) -Scale 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { New-TotpQrCode $made env:x.png } | Should -Throw -ErrorId 'PathNotFileSystem,EnterpriseSecurity.Commands.TwoFactor.NewTotpQrCodeCommand'
    }
}
