BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '..' 'Suite.psm1')
    Import-Module (Join-Path $PSScriptRoot 'Samples.psm1')
    Import-SuiteModule
    $script:folder = New-SuiteFolder
    New-SampleCertificate $folder
    $script:leaf = Join-Path $folder leaf.crt
    $script:root = Join-Path $folder root.crt
    $script:words = ConvertTo-SuiteSecret 'words'
}

AfterAll { Remove-SuiteFolder $folder }

Describe 'Get-CertExpiration' {
    It 'has the fields that scripts rely on' {
        $one = Get-CertExpiration $leaf
        $one.IsExpired, $one.ExpiresSoon, $one.DaysUntilExpiry, $one.Subject, $one.Issuer | Should -Be $false, $false, 89, 'CN=example.com', 'CN=Sample Root'
        ($one | Get-CertExpiration).Thumbprint | Should -Be $one.Thumbprint
        (Get-Item $leaf | Get-CertExpiration).Path | Should -Be $leaf
        (Get-PfxCertificate $leaf | Get-CertExpiration).DaysUntilExpiry | Should -Be 89
    }

    It 'looks through folders' {
        $deep = New-Item -ItemType Directory (Join-Path $folder sub deep) -Force
        New-SampleCertificate $deep.FullName -Days 3
        Remove-Item (Join-Path $deep.FullName broken.crt)
        $found = Get-CertExpiration (Join-Path $folder sub) -Recurse
        $found.Count | Should -Be 2
        Get-CertExpiration (Join-Path $folder sub) | Should -BeNullOrEmpty
        $soon = @(Get-CertExpiration (Join-Path $folder sub) -Recurse -Within 7d)
        $soon.Count, $soon[0].ExpiresSoon, $soon[0].Subject | Should -Be 1, $true, 'CN=example.com'
    }

    It 'names what it cannot read, and goes on' {
        $found = Get-CertExpiration $folder -ErrorAction SilentlyContinue -ErrorVariable failed
        $found.Subject | Should -Contain 'CN=example.com'
        $failed.TargetObject | Should -Be (Join-Path $folder broken.crt)
    }

    It 'asks an endpoint' -Skip:(-not (Get-Command openssl -ErrorAction Ignore)) {
        $server = Start-SampleServer $folder
        try {
            $one = Get-CertExpiration -ComputerName "localhost:$($server.Port)"
            $one.Subject, $one.Source | Should -Be 'CN=example.com', "localhost:$($server.Port)"
        }
        finally { Stop-Process $server.Process }
    }

    It 'names the certificates of a store, so that they can be renewed' {
        $store = Join-Path $folder store
        $null = Initialize-SecurityStore $store -KeyFile (Join-Path $folder key)
        try {
            $made = New-SelfSignedCert short.example.com -ExpiresIn 5d
            $null = New-SelfSignedCert long.example.com
            $soon = Get-CertExpiration -Managed -Within 30d
            $soon.Name, $soon.Path | Should -Be 'short.example.com', $made.CertificatePath
            $renewed = $soon | Update-Cert -ExpiresIn 90d
            $renewed.Name, $renewed.Id | Should -Be 'short.example.com', $made.Id
            Get-CertExpiration -Managed -Within 30d | Should -BeNullOrEmpty
            Get-CertExpiration -Name long.example.com | Remove-Cert -Force
            (Get-CertExpiration -Managed).Name | Should -Be 'short.example.com'
        }
        finally { Disconnect-SecurityStore }
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'SystemStoreUnknown'; With = @{ SystemStore = 'Nowhere/My' } }
        @{ Id = 'EndpointInvalid'; With = @{ ComputerName = 'host:x' } }
        @{ Id = 'HostNameInvalid'; With = @{ ComputerName = 'a b:443' } }
    ) {
        { Get-CertExpiration @With -ErrorAction Stop } | Should -Throw -ErrorId "$Id,EnterpriseSecurity.Commands.Certificates.GetCertExpirationCommand"
    }
}
